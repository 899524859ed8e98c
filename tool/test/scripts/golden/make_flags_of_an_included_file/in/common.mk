CUDA_PATH ?= /usr/local/cuda
NVCC      := $(CUDA_PATH)/bin/nvcc -ccbin g++
# -arch here is a comment and stays
FLAGS     := -O2 -arch=sm_80 \
             --expt-relaxed-constexpr \
             -Xcompiler "-Wall,-fPIC" -I$(CUDA_PATH)/include
