// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

// All of the framework that apps need.
#include <once/app.h>
#include <once/child.h>
#include <once/childmap.h>
#include <once/clock.h>
#include <once/command.h>
#include <once/dependency.h>
#include <once/drive.h>
#include <once/eventloop.h>
#include <once/iteration.h>
#include <once/map.h>
#include <once/program.h>
#include <once/refuse.h>
#include <once/statetree.h>
#include <once/warm.h>
