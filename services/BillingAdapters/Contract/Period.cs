namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>A closed period on the calendar of the install: both days belong to it, and there is no time zone.</summary>
public sealed record Period(DateOnly From, DateOnly Until);
