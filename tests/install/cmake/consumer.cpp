/* SPDX-License-Identifier: Apache-2.0 */

#include <samx/samx.h>

#include <iostream>
#include <memory>
#include <string>

int main() {
    std::cout << "samx " << samx_version() << "\n";

    const std::string text = "Transform: AWS::Serverless-2016-10-31\n"
                             "Resources:\n"
                             "  Table:\n"
                             "    Type: AWS::Serverless::SimpleTable\n";
    samx_result *raw = nullptr;
    const samx_status status = samx_transform(nullptr, "template.yaml", text.data(), text.size(), &raw);
    const std::unique_ptr<samx_result, decltype(&samx_result_free)> result(raw, samx_result_free);
    if (status != SAMX_OK || !samx_result_output(result.get(), nullptr)) {
        std::cerr << "the transform failed with status " << status << "\n";
        return 1;
    }
    std::cout << samx_result_output(result.get(), nullptr);
    return 0;
}
