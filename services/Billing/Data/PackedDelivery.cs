using Buurtzorg.Billing.Domain;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Buurtzorg.Billing.Data;

/// <summary>Deliveries as bytes of one value: where there are millions of them, a row or an array element for each is what reading takes most of its time for.</summary>
internal static class PackedDelivery
{
    public const string Sql = "uuid_send(d.visit_id) || uuid_send(d.team_id) || timestamptz_send(d.started_at) || date_send(d.delivered_on) || int4send(d.minutes) || int4send(d.planned_minutes)";

    private const int Size = 16 + 16 + 8 + 4 + 4 + 4;

    // From which PostgreSQL counts microseconds and days.
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    public static IEnumerable<Delivery> Unpack(Guid client, string service, byte[] packed)
    {
        for (var at = 0; at < packed.Length; at += Size) yield return One(client, service, packed.AsSpan(at, Size));
    }

    private static Delivery One(Guid client, string service, ReadOnlySpan<byte> packed)
    {
        var day = FirstDay.AddDays(ReadInt32BigEndian(packed[40..]));
        return new Delivery
        {
            VisitId = new Guid(packed[..16], bigEndian: true),
            ClientId = client,
            TeamId = new Guid(packed[16..32], bigEndian: true),
            Service = service,
            StartedAt = Epoch.AddMicroseconds(ReadInt64BigEndian(packed[32..])),
            DeliveredOn = day,
            Month = Month.Of(day),
            Minutes = ReadInt32BigEndian(packed[44..]),
            PlannedMinutes = ReadInt32BigEndian(packed[48..]),
        };
    }
}
