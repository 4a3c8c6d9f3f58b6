using System.Diagnostics;

namespace Buurtzorg.Gateway.Forwarding;

/// <summary>Continues a caller's trace and leaves their baggage at the door: what is in it would travel to every service, log and message.</summary>
internal sealed class NoBaggageFromOutside(DistributedContextPropagator inner) : DistributedContextPropagator
{
    public static readonly string[] Headers = ["baggage", "Correlation-Context"];

    public override IReadOnlyCollection<string> Fields => inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
