// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/warm.h>
#include <QTest>
using namespace once;
struct Model { int id; };
Model loadModel(int id) { return {id}; }
class WarmTest : public QObject { Q_OBJECT
private Q_SLOTS:
 void a() { once::Warm models{loadModel, {.most = 1}}; QCOMPARE(models.get(3)->id, 3); { const auto l = models.get(3); QCOMPARE(l->id,3);} QCOMPARE(models.info().hits, 1u);
   once::Warm<Model> one{[] { return std::make_unique<Model>(7); }}; QCOMPARE(one.get()->id, 7);
   struct Fixed { explicit Fixed(int i):v(i){} Fixed(Fixed&&)=delete; int v; };
   once::Warm<const Fixed, int> f{[](int i) { return Fixed(i); }}; QCOMPARE(f.get(4)->v, 4);
 }
};
QTEST_GUILESS_MAIN(WarmTest)
#include "tst_warm.moc"
