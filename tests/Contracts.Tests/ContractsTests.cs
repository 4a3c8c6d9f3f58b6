using System.Reflection;
using Xunit;

namespace Buurtzorg.Contracts.Tests;

public sealed class ContractsTests
{
    private static readonly Type[] Events = typeof(CallerKinds).Assembly.GetExportedTypes().Where(type => type != typeof(CallerKinds)).OrderBy(type => type.FullName, StringComparer.Ordinal).ToArray();

    /// <summary>
    /// What is published stays: a property may be added when it is nullable or has a default; anything else is a new record. Whoever adds one
    /// adds its line to contracts.approved.txt, and so sees what is promised.
    /// </summary>
    [Fact]
    public void The_events_are_those_that_were_approved()
    {
        var now = string.Join('\n', Events.Select(Describe)) + "\n";
        Assert.True(File.ReadAllText("contracts.approved.txt").ReplaceLineEndings("\n") == now, $"The events are now:\n{now}");
    }

    [Fact]
    public void Every_event_is_a_flat_record_that_begins_with_its_aggregate_and_version()
    {
        foreach (var type in Events)
        {
            var parameters = Constructor(type).GetParameters();
            Assert.True(type.IsSealed && type.GetMethod("<Clone>$") is not null, $"{type.Name} is no sealed record.");
            Assert.True(parameters[0].ParameterType == typeof(Guid) && parameters[0].Name!.EndsWith("Id", StringComparison.Ordinal), $"{type.Name} does not begin with the id of its aggregate.");
            Assert.True(parameters[1] is { Name: "Version", ParameterType: var version } && version == typeof(long), $"{type.Name} has no Version after the id.");
            Assert.All(parameters, parameter => Assert.Contains(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType,
                new[] { typeof(Guid), typeof(string), typeof(int), typeof(long), typeof(bool), typeof(decimal), typeof(DateOnly), typeof(DateTimeOffset) }));
        }
    }

    [Fact]
    public void Contracts_reference_no_package() =>
        Assert.All(typeof(CallerKinds).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    private static string Describe(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return $"{type.FullName}({string.Join(", ", Constructor(type).GetParameters().Select(parameter =>
            $"{(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).Name}{(nullability.Create(parameter).ReadState == NullabilityState.Nullable ? "?" : "")} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"))})";
    }

    private static ConstructorInfo Constructor(Type type) => type.GetConstructors().Single();
}
