#include "store/finding.h"


