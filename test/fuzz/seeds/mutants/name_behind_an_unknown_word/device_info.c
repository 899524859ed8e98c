#include<cuda_runtime_api.h>
#include"scale.h"