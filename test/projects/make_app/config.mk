CUDA_HOME ?= /usr/local/cuda
NVCC      := $(CUDA_HOME)/bin/nvcc
SM        ?= 70 80
NVCCFLAGS := -O2 -std=c++17 --use_fast_math \
             $(foreach sm,$(SM),-gencode arch=compute_$(sm),code=sm_$(sm)) \
             -Xcompiler -Wall,-fno-strict-aliasing -lineinfo
