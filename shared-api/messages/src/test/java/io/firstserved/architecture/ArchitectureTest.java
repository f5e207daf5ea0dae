package io.firstserved.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;

@AnalyzeClasses(
    packages = "io.firstserved.api",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest implements ArchitectureRules {}
