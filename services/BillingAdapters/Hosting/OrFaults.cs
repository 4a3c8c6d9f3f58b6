using System.Diagnostics.CodeAnalysis;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>What was asked for, or everything that was wrong.</summary>
public readonly record struct OrFaults<T>(T? Value, IReadOnlyList<Fault> Faults) where T : class
{
    public static implicit operator OrFaults<T>(T value) => new(value, []);

    public static implicit operator OrFaults<T>(List<Fault> faults) => new(null, faults);

    public bool Refused([NotNullWhen(false)] out T? value)
    {
        value = Value;
        return value is null;
    }
}
