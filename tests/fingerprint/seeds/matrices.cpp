// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Small matrices.
namespace {

struct Matrix
{
    int rows = 2, columns = 2;
    QList<double> values = QList<double>(4, 0.5);

    double at(int row, int column) const { return values[row * columns + column]; }
    double &at(int row, int column) { return values[row * columns + column]; }
};

Matrix filled(int rows, int columns, double seed)
{
    Matrix matrix{rows, columns, QList<double>(rows * columns)};
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c)
            matrix.at(r, c) = seed * (r + 1) - 0.25 * c;
    return matrix;
}

Matrix product(const Matrix &a, const Matrix &b)
{
    if (a.columns != b.rows)
        throw std::invalid_argument("shapes");
    Matrix result{a.rows, b.columns, QList<double>(a.rows * b.columns)};
    for (int r = 0; r < a.rows; ++r) {
        for (int c = 0; c < b.columns; ++c) {
            double sum = 0;
            for (int k = 0; k < a.columns; ++k)
                sum += a.at(r, k) * b.at(k, c);
            result.at(r, c) = sum;
        }
    }
    return result;
}

double norm(const Matrix &matrix)
{
    double sum = 0;
    for (const double value : matrix.values)
        sum += value * value;
    return std::sqrt(sum);
}

double trace(const Matrix &matrix)
{
    double sum = 0;
    for (int i = 0; i < std::min(matrix.rows, matrix.columns); ++i)
        sum += matrix.at(i, i);
    return sum;
}

} // namespace

QString work(int input)
{
    try {
        const Matrix a = filled(2 + input % 2, 3, 1.5 + input);
        const Matrix b = filled(input < 4 ? 3 : 2, 2, 2.0);
        const Matrix c = product(a, b);
        if (norm(c) > 100.0)
            return u"large %1"_s.arg(std::floor(norm(c)));
        return u"%1 %2 %3"_s.arg(norm(c), 0, 'f', 4).arg(trace(c), 0, 'g', 6).arg(Matrix().values.first());
    } catch (const std::invalid_argument &error) {
        return u"failed: "_s + QString::fromLatin1(error.what());
    }
}
