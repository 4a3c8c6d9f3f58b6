using Xunit.Sdk;
using Xunit.v3;

namespace Buurtzorg.Kubernetes.Tests;

/// <summary>As they stand in the file: one installation lives through them.</summary>
internal sealed class InOrder : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases) where TTestCase : ITestCase =>
        [.. testCases.OrderBy(test => (test as IXunitTestCase)?.SourceLineNumber ?? 0)];
}
