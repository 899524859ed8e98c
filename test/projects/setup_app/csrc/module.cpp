// The module for Python; all CUDA is in smooth.cu.
// SPDX-License-Identifier: Apache-2.0
#include <Python.h>
#include <vector>

bool smooth(const std::vector<double> &x, int radius, std::vector<double> &y);

static PyObject *call(PyObject *, PyObject *args) {
  PyObject *list;
  int radius;
  if (!PyArg_ParseTuple(args, "O!i", &PyList_Type, &list, &radius))
    return nullptr;
  std::vector<double> x, y;
  for (Py_ssize_t i = 0; i < PyList_Size(list); ++i)
    x.push_back(PyFloat_AsDouble(PyList_GetItem(list, i)));
  if (!smooth(x, radius, y)) {
    PyErr_SetString(PyExc_RuntimeError, "the kernel failed");
    return nullptr;
  }
  PyObject *result = PyList_New(0);
  for (double value : y) {
    PyObject *number = PyFloat_FromDouble(value);
    PyList_Append(result, number);
    Py_DECREF(number);
  }
  return result;
}

static PyMethodDef methods[] = {{"smooth", call, METH_VARARGS, "The mean of each number's neighbours."},
                                {nullptr, nullptr, 0, nullptr}};
static PyModuleDef module = {PyModuleDef_HEAD_INIT, "smooth", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};
PyMODINIT_FUNC PyInit_smooth() { return PyModule_Create(&module); }
