CUDA_PATH ?= /usr/local/cuda
NVCC      := cwc++
# -arch here is a comment and stays
FLAGS     := -O2 \
             -Wall -fPIC
