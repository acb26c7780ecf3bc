/* SPDX-License-Identifier: Apache-2.0 */

/* What a host in C does: transforms one template in two threads at once, and gets the same output twice. */
#include <samx/samx.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static const char template_text[] = "Transform: AWS::Serverless-2016-10-31\n"
                                    "Resources:\n"
                                    "  Hello:\n"
                                    "    Type: AWS::Serverless::Function\n"
                                    "    Properties:\n"
                                    "      Runtime: python3.12\n"
                                    "      Handler: app.handler\n"
                                    "      CodeUri: s3://bucket/code.zip\n"
                                    "  Table:\n"
                                    "    Type: AWS::Serverless::SimpleTable\n";

static void *transform(void *result) {
    samx_transform(NULL, "template.yaml", template_text, sizeof(template_text) - 1, result);
    return NULL;
}

int main(void) {
    if (strcmp(samx_version(), SAMX_VERSION) != 0) {
        fprintf(stderr, "the header is of %s, the library of %s\n", SAMX_VERSION, samx_version());
        return 1;
    }

    pthread_t threads[2];
    samx_result *results[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&threads[i], NULL, transform, &results[i]) != 0) {
            perror("pthread_create");
            return 1;
        }
    }
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);

    size_t lengths[2] = {0, 0};
    const char *first = results[0] ? samx_result_output(results[0], &lengths[0]) : NULL;
    const char *second = results[1] ? samx_result_output(results[1], &lengths[1]) : NULL;
    int same = first && second && lengths[0] > 0 && lengths[0] == lengths[1] && strcmp(first, second) == 0;
    if (same) {
        printf("two threads, the same %zu bytes\n", lengths[0]);
    } else {
        fputs("the outputs of the two threads are missing or differ\n", stderr);
    }
    samx_result_free(results[0]);
    samx_result_free(results[1]);
    return same ? 0 : 1;
}
