namespace Buurtzorg.Scheduling.Domain;

/// <summary>One carer with one client. What was planned stays beside what happened, and beside when that was told.</summary>
internal sealed class Visit
{
    public required Guid Id { get; init; }
    public required Guid ClientId { get; init; }
    public required Guid TeamId { get; init; }

    /// <summary>Who visits; of an uncovered visit, whose visit it was and is again if they return before somebody takes it.</summary>
    public required Guid CarerId { get; set; }

    public required CareService Service { get; init; }
    public required DateTimeOffset PlannedStart { get; set; }
    public required DateTimeOffset PlannedEnd { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset? RecordedAt { get; set; }
    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>Since when nobody will come, because the carer is away; null while somebody will.</summary>
    public DateTimeOffset? UncoveredAt { get; set; }

    public required long Version { get; set; }

    public VisitState State =>
        CancelledAt is not null ? VisitState.Cancelled : RecordedAt is not null ? VisitState.Completed : VisitState.Planned;

    public bool Uncovered => UncoveredAt is not null && State is VisitState.Planned;

    public int PlannedMinutes => (int)(PlannedEnd - PlannedStart).TotalMinutes;

    public static Visit Plan(Guid clientId, Guid teamId, Guid carerId, CareService service, VisitTime time) => new()
    {
        Id = Guid.CreateVersion7(),
        ClientId = clientId,
        TeamId = teamId,
        CarerId = carerId,
        Service = service,
        PlannedStart = time.Start,
        PlannedEnd = time.End,
        Version = 1,
    };

    public void Move(VisitTime time) => (PlannedStart, PlannedEnd, Version) = (time.Start, time.End, Version + 1);

    public void Cancel(DateTimeOffset now) => (CancelledAt, UncoveredAt, Version) = (now, null, Version + 1);

    public void Uncover(DateTimeOffset now) => (UncoveredAt, Version) = (now, Version + 1);

    public void Cover(Guid carerId) => (CarerId, UncoveredAt, Version) = (carerId, null, Version + 1);

    public void Complete(VisitTime care, DateTimeOffset now) =>
        (StartedAt, EndedAt, RecordedAt, Version) = (care.Start, care.End, VisitTime.Microseconds(now), Version + 1);

    // Planned and not cancelled: the carer's time was never free meanwhile, so this cannot overlap, and whoever wants to cancels it.
    public void WithdrawCompletion() => (StartedAt, EndedAt, RecordedAt, Version) = (null, null, null, Version + 1);
}
