#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# usage: words.pl WORDS_H DICTIONARY SYNTAX SPEC_FILE...
#
# The words of the language, out of spec/: for the mutator as WORDS_H, and together with SYNTAX as libFuzzer's
# DICTIONARY.
use strict;
use warnings;

my ($header, $dictionary, $syntax, @files) = @ARGV;
my %words = map { $_ => 1 } qw(AWSTemplateFormatVersion Transform Globals Resources Parameters Conditions Mappings Outputs
    Metadata Rules Type Properties DependsOn Condition DeletionPolicy UpdateReplacePolicy UpdatePolicy Default
    Ref Fn::Sub Fn::GetAtt Fn::If Fn::Join Fn::Select Fn::Split Fn::FindInMap Fn::Equals Fn::And Fn::Or Fn::Not
    Fn::Base64 Fn::Cidr Fn::GetAZs Fn::ImportValue Fn::Transform Fn::ForEach::Loop AWS::Include AWS::NoValue
    AWS::Region AWS::AccountId AWS::Partition AWS::StackName AWS::LanguageExtensions AWS::Serverless-2016-10-31
    Events Name Version Statement Effect Action Principal Resource Allow paths openapi swagger securityDefinitions
    components securitySchemes get post any x-amazon-apigateway-any-method responses tags info title
    Alias ServerlessRestApi ServerlessHttpApi python3.12 a.b AWS::S3::Bucket AWS::SNS::Topic AWS::SQS::Queue
    AWS::IAM::Role AWS::Lambda::Function AWS::Cognito::UserPool AWS::StepFunctions::StateMachine);

for my $file (@files) {
    next if $file =~ /managed_policies|partitions/;
    open my $input, '<', $file or die "$file: $!\n";
    while (<$input>) {
        next if /^\s*#/;
        $words{$_} = 1 for /([A-Za-z][A-Za-z0-9:]*[A-Za-z0-9])/g;
    }
}

my @sorted = sort keys %words;
open my $words, '>', $header or die "$header: $!\n";
print {$words} "static const char *const words[] = {\n", (map { "    \"$_\",\n" } @sorted), "};\n";
close $words or die "$header: $!\n";

open my $fixed, '<', $syntax or die "$syntax: $!\n";
open my $all, '>', $dictionary or die "$dictionary: $!\n";
print {$all} (<$fixed>), map { "\"$_\"\n" } @sorted;
close $all or die "$dictionary: $!\n";
