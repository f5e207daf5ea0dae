package io.firstserved.query.audit;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import io.firstserved.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "io.firstserved", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest implements ArchitectureRules {}
