using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Features;

/// <summary>A client's link to an activity.</summary>
/// <param name="Id">The link.</param>
/// <param name="ClientId">The client.</param>
/// <param name="TeamId">The team that follows it up.</param>
/// <param name="ServiceId">The activity: <c>/social-map/v1/services/{serviceId}</c>.</param>
/// <param name="ServiceName">As its organisation calls it.</param>
/// <param name="Goal">What the client wants from it, in their words.</param>
/// <param name="GoesAlong">Who goes along the first times.</param>
/// <param name="AgreedOn">When the client agreed.</param>
/// <param name="AgreedBy">Who agreed.</param>
/// <param name="MayLearn">What the people of the activity may be told.</param>
/// <param name="LinkedOn">Its first day.</param>
/// <param name="EndedOn">Its last day; null while it goes on.</param>
/// <param name="FollowUps">After 2, 6 and 12 weeks.</param>
public sealed record ShownLink(
    Guid Id, Guid ClientId, Guid TeamId, Guid ServiceId, string? ServiceName, string Goal, string? GoesAlong, DateOnly AgreedOn, AgreedBy AgreedBy, MayLearn MayLearn, DateOnly LinkedOn, DateOnly? EndedOn,
    IReadOnlyList<ShownFollowUp> FollowUps)
{
    internal static ShownLink Of(ActivityLink link, string? serviceName, FieldEncryption encryption)
    {
        var words = encryption.Open<ActivityLink.Words>(link.SealedWords);
        return new(link.Id, link.ClientId, link.TeamId, link.ServiceId, serviceName, words.Goal, words.GoesAlong, link.AgreedOn, link.AgreedBy, link.MayLearn, link.LinkedOn, link.EndedOn,
            [.. link.FollowUps.OrderBy(followUp => followUp.Weeks).Select(followUp => ShownFollowUp.Of(followUp, encryption))]);
    }
}

/// <summary>Somebody asks the client how it goes.</summary>
/// <param name="Id">The follow-up.</param>
/// <param name="Weeks">So many weeks after the link.</param>
/// <param name="DueOn">From that day on.</param>
/// <param name="Outcome">How it goes; null until somebody asked.</param>
/// <param name="HowItWent">In words.</param>
/// <param name="TalkedOn">When somebody asked.</param>
public sealed record ShownFollowUp(Guid Id, int Weeks, DateOnly DueOn, FollowUpOutcome? Outcome, string? HowItWent, DateOnly? TalkedOn)
{
    internal static ShownFollowUp Of(FollowUp followUp, FieldEncryption encryption) => new(
        followUp.Id, followUp.Weeks, followUp.DueOn, followUp.Outcome, followUp.SealedHowItWent is { } told ? encryption.DecryptText(told) : null, followUp.TalkedOn);
}
