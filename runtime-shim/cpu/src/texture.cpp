// Texture objects and surface objects: views of arrays and plain memory.
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "array.h"
#include "error.h"
#include "stream.h"

namespace cw::cpu {
namespace {

struct Texture : TextureObject {
  std::vector<Image> images;
  cwResourceDesc resource;
  cwResourceViewDesc view;
};
struct Surface : SurfaceObject {
  cwResourceDesc resource;
};
struct Objects {
  std::mutex mutex;
  std::unordered_map<unsigned long long, std::unique_ptr<Texture>> textures;
  std::unordered_map<unsigned long long, std::unique_ptr<Surface>> surfaces;
};
Objects &objects() {
  static Objects *const forever = new Objects;
  return *forever;
}

/// The images of a resource.
cwError_t images_of(const cwResourceDesc &r, cwChannelFormatDesc &format,
                    std::vector<Image> &images) {
  switch (r.resType) {
  case cwResourceTypeArray:
    if (!array_exists(r.res.array.array))
      return cwErrorInvalidValue;
    format = r.res.array.array->format;
    images = {r.res.array.array->image};
    return cwSuccess;
  case cwResourceTypeMipmappedArray:
    if (!array_exists(r.res.mipmap.mipmap))
      return cwErrorInvalidValue;
    format = r.res.mipmap.mipmap->levels[0]->format;
    for (const auto &level : r.res.mipmap.mipmap->levels)
      images.push_back(level->image);
    return cwSuccess;
  case cwResourceTypeLinear: {
    unsigned size, channels;
    format = r.res.linear.desc;
    if (!measure(format, size, channels))
      return cwErrorInvalidChannelDescriptor;
    if (check_device_range(r.res.linear.devPtr, r.res.linear.sizeInBytes) ||
        r.res.linear.sizeInBytes < size)
      return cwErrorInvalidValue;
    const std::size_t width = r.res.linear.sizeInBytes / size;
    images = {{static_cast<unsigned char *>(r.res.linear.devPtr), width, 1, 1,
               width * size, width * size}};
    return cwSuccess;
  }
  case cwResourceTypePitch2D: {
    const auto &p = r.res.pitch2D;
    unsigned size, channels;
    format = p.desc;
    if (!measure(format, size, channels))
      return cwErrorInvalidChannelDescriptor;
    const CheckedSize row = CheckedSize(p.width) * size;
    if (!p.width || !p.height || !row.fits() || p.pitchInBytes < row.value() ||
        !(CheckedSize(p.pitchInBytes) * p.height).fits() ||
        check_device_range(p.devPtr,
                           box_span(row, p.height, 1, p.pitchInBytes, 0)))
      return cwErrorInvalidValue;
    images = {{static_cast<unsigned char *>(p.devPtr), p.width, p.height, 1,
               p.pitchInBytes, p.pitchInBytes * p.height}};
    return cwSuccess;
  }
  }
  return cwErrorInvalidValue;
}

} // namespace
} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwCreateTextureObject(cwTextureObject_t *object,
                                const cwResourceDesc *resource,
                                const cwTextureDesc *desc,
                                const cwResourceViewDesc *view) {
  return api([&] {
    if (!object || !resource || !desc)
      return cwErrorInvalidValue;
    auto texture = std::make_unique<Texture>();
    if (const cwError_t error =
            images_of(*resource, texture->format, texture->images))
      return error;
    measure(texture->format, texture->element_size, texture->channels);
    const bool is_float = texture->format.f == cwChannelFormatKindFloat;
    const bool as_float =
        is_float || desc->readMode == cwReadModeNormalizedFloat;
    if (desc->readMode == cwReadModeNormalizedFloat && !is_float &&
        texture->format.x == 32)
      return cwErrorInvalidNormSetting;
    if (desc->filterMode == cwFilterModeLinear && !as_float)
      return cwErrorInvalidFilterSetting;
    if (view && view->lastMipmapLevel >= view->firstMipmapLevel &&
        texture->images.size() > 1) {
      if (view->lastMipmapLevel >= texture->images.size())
        return cwErrorInvalidValue;
      texture->images = {texture->images.begin() + view->firstMipmapLevel,
                         texture->images.begin() + view->lastMipmapLevel + 1};
    }
    texture->levels = texture->images.data();
    texture->level_count = unsigned(texture->images.size());
    texture->desc = *desc;
    texture->resource = *resource;
    texture->view = view ? *view : cwResourceViewDesc{};
    *object = reinterpret_cast<unsigned long long>(
        static_cast<TextureObject *>(texture.get()));
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    o.textures[*object] = std::move(texture);
    return cwSuccess;
  });
}
cwError_t cwCreateSurfaceObject(cwSurfaceObject_t *object,
                                const cwResourceDesc *resource) {
  return api([&] {
    if (!object || !resource)
      return cwErrorInvalidValue;
    if (resource->resType != cwResourceTypeArray ||
        !array_exists(resource->res.array.array) ||
        !(resource->res.array.array->flags & cwArraySurfaceLoadStore))
      return cwErrorInvalidValue;
    const cwArray &array = *resource->res.array.array;
    auto surface = std::make_unique<Surface>();
    surface->image = array.image;
    surface->format = array.format;
    surface->element_size = array.element_size;
    surface->resource = *resource;
    *object = reinterpret_cast<unsigned long long>(
        static_cast<SurfaceObject *>(surface.get()));
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    o.surfaces[*object] = std::move(surface);
    return cwSuccess;
  });
}
cwError_t cwDestroyTextureObject(cwTextureObject_t object) {
  return api([&] {
    if (!object)
      return cwSuccess;
    synchronize_device(current_device());
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    return o.textures.erase(object) ? cwSuccess : cwErrorInvalidValue;
  });
}
cwError_t cwDestroySurfaceObject(cwSurfaceObject_t object) {
  return api([&] {
    if (!object)
      return cwSuccess;
    synchronize_device(current_device());
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    return o.surfaces.erase(object) ? cwSuccess : cwErrorInvalidValue;
  });
}

namespace {
template <class Table, class Value, class Get>
cwError_t ask_object(Table Objects::*table, unsigned long long object,
                     Value *value, Get get) {
  return api([&] {
    Objects &o = objects();
    std::lock_guard<std::mutex> lock(o.mutex);
    auto at = (o.*table).find(object);
    if (!value || at == (o.*table).end())
      return cwErrorInvalidValue;
    *value = get(*at->second);
    return cwSuccess;
  });
}
} // namespace
cwError_t cwGetTextureObjectResourceDesc(cwResourceDesc *resource,
                                         cwTextureObject_t object) {
  return ask_object(&Objects::textures, object, resource,
                    [](const Texture &t) { return t.resource; });
}
cwError_t cwGetTextureObjectTextureDesc(cwTextureDesc *desc,
                                        cwTextureObject_t object) {
  return ask_object(&Objects::textures, object, desc,
                    [](const Texture &t) { return t.desc; });
}
cwError_t cwGetTextureObjectResourceViewDesc(cwResourceViewDesc *view,
                                             cwTextureObject_t object) {
  return ask_object(&Objects::textures, object, view,
                    [](const Texture &t) { return t.view; });
}
cwError_t cwGetSurfaceObjectResourceDesc(cwResourceDesc *resource,
                                         cwSurfaceObject_t object) {
  return ask_object(&Objects::surfaces, object, resource,
                    [](const Surface &s) { return s.resource; });
}
