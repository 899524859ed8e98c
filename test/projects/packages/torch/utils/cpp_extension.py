"""The part of torch.utils.cpp_extension that a setup.py without CUDA needs: the
extension's options by language, and the C++ standard of PyTorch 1.

https://pytorch.org/docs/1.13/cpp_extension.html
"""
# SPDX-License-Identifier: Apache-2.0

import setuptools
from setuptools.command.build_ext import build_ext


def CppExtension(name, sources, *args, **options):
    return setuptools.Extension(name, sources, *args, language="c++", **options)


class BuildExtension(build_ext):
    def build_extensions(self):
        for extension in self.extensions:
            options = extension.extra_compile_args
            options = options.get("cxx", []) if isinstance(options, dict) else options
            has_standard = any(option.startswith("-std=") for option in options)
            extension.extra_compile_args = options + ([] if has_standard else ["-std=c++14"])
        super().build_extensions()
