// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "eigenimages.h"

#include <once/file.h>

#include <QFile>

#include <Eigen/QR>
#include <Eigen/SVD>

#include <random>

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const Matrix> matrixOf(const Images &images)
{
    return {images.data(), Eigen::Index(images.shape()[0]), Eigen::Index(images.shape()[1])};
}

Matrix centred(const Images &images)
{
    const auto matrix = matrixOf(images);
    return matrix.rowwise() - matrix.colwise().mean();
}

// Not std::normal_distribution, whose numbers differ from library to library.
Matrix randomMatrix(Eigen::Index rows, Eigen::Index columns, int seed)
{
    std::mt19937_64 random{std::uint64_t(seed)};
    Matrix matrix(rows, columns);
    for (double &number : matrix.reshaped())
        number = double(random() >> 11) / double(1ull << 52) - 1;
    return matrix;
}

Matrix orthonormal(const Matrix &matrix)
{
    const Eigen::HouseholderQR<Matrix> qr(matrix);
    return qr.householderQ() * Matrix::Identity(matrix.rows(), matrix.cols());
}

} // namespace

Images readImages(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        throw once::FileError(path + QStringLiteral(": ") + file.errorString());
    std::vector<double> pixels;
    qsizetype count = 0;
    for (; !file.atEnd(); ++count) {
        const auto numbers = file.readLine().trimmed().split(',');
        for (const QByteArray &number : numbers.first(numbers.size() - 1))
            pixels.push_back(number.toDouble());
    }
    const qsizetype each = qsizetype(pixels.size()) / count; // before they are moved
    return Images({count, each}, std::move(pixels));
}

EigenImages findEigenImages(const Images &images, const Settings &settings)
{
    const Matrix data = centred(images);
    Matrix basis = orthonormal(data * randomMatrix(data.cols(), settings.components + settings.oversampling, settings.seed));
    for (int i = 0; i < settings.powerIterations; ++i)
        basis = orthonormal(data * orthonormal(data.transpose() * basis));
    const Eigen::JacobiSVD<Matrix> svd(basis.transpose() * data, Eigen::ComputeThinV);

    EigenImages found{.images = Images({settings.components, qsizetype(data.cols())})};
    const Matrix components = svd.matrixV().leftCols(settings.components).transpose();
    std::copy_n(components.data(), components.size(), found.images.edit().data());
    for (int i = 0; i < settings.components; ++i)
        found.shares.push_back(std::pow(svd.singularValues()[i], 2) / data.squaredNorm());
    return found;
}

double lossOf(const Images &images, const EigenImages &found)
{
    const Matrix data = centred(images);
    const auto components = matrixOf(found.images);
    return (data - data * components.transpose() * components).squaredNorm() / data.squaredNorm();
}
