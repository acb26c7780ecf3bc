#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# usage: check_layers.pl [SOURCE_DIR]
#
# The house rules that neither the compiler nor the formatter can see, first of all the law between the folders of
# lib/: a file may include headers of its own folder and of the folders above it in @layers, never below.
# Prints file:line: message for each violation, and fails when there is one.
use strict;
use warnings;
use File::Find;

my @layers = qw(samx base diag tree python spec schema read emit intrinsic check cfn openapi api event resource pass
                lint pipeline samx.c);
my %rank = map { $layers[$_] => $_ } 0 .. $#layers;

my $max_line  = 120;
my $max_lines = 600;

my $unsafe  = qr/\b(strcpy|strncpy|strcat|strncat|sprintf|vsprintf|gets|strtok|ato(?:i|l|ll|f)|alloca)\s*\(/;
my $ambient = qr/\b(v?f?printf|puts|fputs|putchar|perror|_?exit|quick_exit|abort|fopen|getenv|system|time|s?rand)\s*\(/;
my $owed    = qr/\b(TODO|FIXME|XXX|HACK)\b/;

chdir($ARGV[0] // '.') or die "$ARGV[0]: $!\n";
my $violations = 0;
my $files      = 0;

sub violation {
    my ($file, $line, $message) = @_;
    print "$file:$line: $message\n";
    $violations++;
}

# The place of a file of lib/, or of a header named in an include, in the law.
sub layer {
    my ($path) = @_;
    return 'samx.c' if $path =~ m{^samx\.[ch]$};
    return $path =~ m{^([^/]+)/} ? $1 : $path =~ s/\.[ch]$//r;
}

sub check_include {
    my ($file, $line, $header) = @_;
    my ($folder) = $file =~ m{^(.*)/};
    my $own      = $header !~ m{/} && -e "$folder/$header";
    my $public   = $header eq 'samx/samx.h';

    if ($file =~ m{^lib/(.*)}) {
        my $from = layer($1);
        my $to   = $public ? 'samx' : layer($header);
        if (!defined $rank{$to}) {
            violation($file, $line, "includes \"$header\", which is in no folder of the law");
        } elsif (defined $rank{$from} && $rank{$to} > $rank{$from}) {
            violation($file, $line, "includes \"$header\": $from/ stands above $to/ and must not know it");
        }
    } elsif ($file =~ m{^(?:cli|conformance)/} && !$own && !$public) {
        my $shared = $folder eq 'cli' && $header eq 'base/nearest.h'; # words alone, nothing of templates
        violation($file, $line, "includes \"$header\": $folder/ uses the public API alone") if !$shared;
    } elsif ($file =~ m{^include/} && !$own && !$public) {
        violation($file, $line, "includes \"$header\": a public header stands alone");
    }
}

# The text with comments and literals blanked out, line breaks kept.
sub code_of {
    my ($text) = @_;
    $text =~ s{(/\*.*?\*/|//[^\n]*)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')}
              {defined $1 ? $1 =~ s/[^\n]//gr : '""'}gse;
    return $text;
}

sub check_file {
    my ($file) = @_;
    open(my $handle, '<:encoding(UTF-8)', $file) or die "$file: $!\n";
    my $text = do { local $/; <$handle> };
    my @lines = split(/\n/, $text);
    my @code  = split(/\n/, code_of($text));
    my $library = $file =~ m{^lib/};
    $files++;

    if ($file =~ m{^lib/(.*)} && !defined $rank{layer($1)}) {
        violation($file, 1, 'lies in a folder that is not in the law: add it to @layers where it belongs');
    }
    if (($lines[0] // '') ne '/* SPDX-License-Identifier: Apache-2.0 */') {
        violation($file, 1, 'does not begin with the SPDX line');
    }
    if (@lines > $max_lines) {
        violation($file, $max_lines + 1, "is " . @lines . " lines long; $max_lines is the most");
    }
    for my $i (0 .. $#lines) {
        my ($line, $code) = ($lines[$i], $code[$i] // '');
        my $number = $i + 1;
        violation($file, $number, 'is longer than ' . $max_line) if length($line) > $max_line;
        violation($file, $number, 'has a tab')                   if $line =~ /\t/;
        violation($file, $number, 'has trailing space')          if $line =~ /\s$/;
        violation($file, $number, "owes work: $1")               if $line =~ $owed;
        violation($file, $number, "calls $1()")                  if $code =~ $unsafe;
        violation($file, $number, "calls $1() in the library")   if $library && $code =~ $ambient;
        check_include($file, $number, $1) if $line =~ /^\s*#\s*include\s*"([^"]+)"/;
        check_include($file, $number, $1) if $line =~ /^\s*#\s*include\s*<(samx\/[^>]+)>/;
    }
    violation($file, scalar @lines, 'does not end with a line break') if $text !~ /\n\z/;
}

my @found;
find({no_chdir => 1, wanted => sub { push @found, $_ if -f && /\.(?:[ch]|def)$/ }},
     grep { -d } qw(lib include cli spec tests conformance));
check_file($_) for sort @found;
die "no source files found\n" if !$files;
exit($violations ? 1 : 0);
