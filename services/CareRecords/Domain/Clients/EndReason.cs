namespace Buurtzorg.CareRecords.Domain.Clients;

/// <summary>Why care ended, in the words that payers are told.</summary>
public enum EndReason
{
    /// <summary>As planned: the client manages.</summary>
    Completed,

    /// <summary>The client died.</summary>
    Died,

    /// <summary>The client moved out of the neighbourhood.</summary>
    Moved,

    /// <summary>For a time, such as a stay in hospital.</summary>
    Paused,

    /// <summary>The client wanted it.</summary>
    EndedByClient,

    /// <summary>The team could not go on.</summary>
    EndedByProvider,

    /// <summary>Client and team wanted it.</summary>
    EndedInAgreement,

    /// <summary>Care of another kind took its place.</summary>
    OtherCare,

    /// <summary>Somebody else pays from now on.</summary>
    OtherPayer,

    /// <summary>None of these.</summary>
    Other,
}
