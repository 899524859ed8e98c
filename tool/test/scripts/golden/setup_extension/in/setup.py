"""CUDAExtension in a docstring stays."""
from setuptools import setup
from torch.utils.cpp_extension import BuildExtension, CUDAExtension  # nvcc

setup(
    name='ops',
    ext_modules=[
        CUDAExtension('ops', ['ops.cpp', 'csrc/ops_kernel.cu'],
                      extra_compile_args={'cxx': ['-O3'],
                                          'nvcc': ['-O3', '-gencode', 'arch=compute_80,code=sm_80', '-DFAST']},
                      libraries=['cudart', 'cusparse', 'm']),
    ],
    cmdclass={'build_ext': BuildExtension})
