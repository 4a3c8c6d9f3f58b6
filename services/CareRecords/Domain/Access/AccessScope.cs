namespace Buurtzorg.CareRecords.Domain.Access;

/// <summary>What a client can let somebody see.</summary>
public enum AccessScope
{
    /// <summary>When somebody visits, and for which kind of care.</summary>
    Schedule,

    /// <summary>The record itself: assessments, plan, indications, network.</summary>
    Record,

    /// <summary>Who looked at the record, and when.</summary>
    AccessLog,
}

/// <summary>What a client decided about a person.</summary>
public enum AccessRuling
{
    /// <summary>May see the named scopes, until the named end.</summary>
    Granted,

    /// <summary>Sees nothing, whatever their relation; the team that cares is not bound by it.</summary>
    Refused,
}

/// <summary>Why somebody was let in, or was not.</summary>
public enum AccessBasis
{
    /// <summary>Nothing gives this person access.</summary>
    None,

    /// <summary>Member of the team in a care relation with the client.</summary>
    Team,

    /// <summary>The client.</summary>
    Client,

    /// <summary>The client's representative.</summary>
    Representative,

    /// <summary>The client granted it.</summary>
    Granted,

    /// <summary>A professional opened the record in an emergency.</summary>
    Emergency,

    /// <summary>The client refused this person.</summary>
    Refused,
}

internal enum Right
{
    SeeSchedule,
    SeeRecord,
    SeeAccessLog,
    DecideAccess,
    ChangeNetwork,
    GiveCare,
    OpenEmergencyAccess,
}
