// Whether a function runs on the device, by what the source writes of it.
// Asks Clang's AST and owns nothing.
//
//   if (isDeviceSide(*F))
//     ... // __global__, __device__, or declared so elsewhere
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace clang {
class FunctionDecl;
}

namespace causeway {

/// Whether a function without qualifiers has another declaration that puts it
/// on the device; nvcc goes by that one.
bool declaredForDevice(const clang::FunctionDecl &F);

/// Whether a function's code is the device's by the source's own word.
bool isDeviceSide(const clang::FunctionDecl &F);

} // namespace causeway
