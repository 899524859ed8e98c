# A typical script of a PyTorch extension.
# SPDX-License-Identifier: Apache-2.0
from setuptools import setup
from torch.utils.cpp_extension import BuildExtension, CUDAExtension

setup(
    name="smooth",
    ext_modules=[
        CUDAExtension(
            name="smooth",
            sources=["csrc/module.cpp", "csrc/smooth.cu"],
            extra_compile_args={
                "cxx": ["-O2", "-std=c++14"],
                "nvcc": ["--use_fast_math", "-gencode=arch=compute_80,code=sm_80"],
            },
            libraries=["cudart"],
        )
    ],
    cmdclass={"build_ext": BuildExtension},
)
