"""CUDAExtension in a docstring stays."""
import os
os.environ.setdefault("CXX", "cwc++")
os.environ.setdefault("CC", "cwc++")
from setuptools import setup
from torch.utils.cpp_extension import BuildExtension, CppExtension  # nvcc

setup(
    name='ops',
    ext_modules=[
        CppExtension('ops', ['ops.cpp', 'csrc/ops_kernel.cpp'],
                      extra_compile_args={'cxx': ['-O3'],
                                          'nvcc': ['-O3', '-DFAST']},
                      libraries=['m']),
    ],
    cmdclass={'build_ext': BuildExtension})
