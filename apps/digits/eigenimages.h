// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/array.h>
#include <once/describe.h>

using Images = once::Array<double>; // (image, pixel)

struct Settings
{
    int components = 8;
    int oversampling = 8;    // random directions beyond the components
    int powerIterations = 2; // each makes the components clearer
    int seed = 1;
};
ONCE_DESCRIBE(Settings, components, oversampling, powerIterations, seed)

struct EigenImages
{
    Images images;              // (component, pixel), the first one with the most variance
    std::vector<double> shares; // of the variance
};
ONCE_DESCRIBE(EigenImages, images, shares)

// The pixels of all images in the file, a line for each: numbers, and at the end which digit it is. Throws
// once::FileError.
Images readImages(const QString &file);

// The main components of the images by a randomised singular value decomposition (Halko, Martinsson and Tropp,
// "Finding structure with randomness", 2011, algorithms 4.4 and 5.1).
EigenImages findEigenImages(const Images &images, const Settings &settings);

// What is left of the images' variance when each is put together from the components.
double lossOf(const Images &images, const EigenImages &found);
