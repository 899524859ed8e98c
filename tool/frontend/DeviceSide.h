// Whether a function runs on the device, according to the qualifiers that the
// source writes. Reads Clang's AST and owns nothing.
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
/// on the device. nvcc uses the qualifiers of that declaration.
bool declaredForDevice(const clang::FunctionDecl &F);

/// Whether the source marks a function as device code, here or in another
/// declaration.
bool isDeviceSide(const clang::FunctionDecl &F);

} // namespace causeway
