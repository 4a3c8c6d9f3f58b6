namespace Buurtzorg.Billing.Domain;

/// <summary>An alert that was told in the log, so that it is told once.</summary>
internal sealed record ToldAlert(Guid Id, string Code);

/// <summary>Something that somebody of the back office must look at, as it follows from the state of things.</summary>
internal sealed class OpenAlert
{
    public Guid Id { get; init; }
    public required string Code { get; init; }
    public string? PayerId { get; init; }
    public string? Adapter { get; init; }
    public Guid? ClaimId { get; init; }
    public Guid? MessageId { get; init; }

    /// <summary>The number of the claim, the type of the message, the reference of the notice, or what is wrong with the adapter.</summary>
    public string? About { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateTimeOffset Since { get; init; }

    public string What() => Code switch
    {
        "missing-answer" => $"The payer's answer to claim {About} was due on {DueOn:yyyy-MM-dd} and is not there.",
        "claim-refused" => $"Claim {About} cannot be rendered as it is.",
        "return-overdue" => $"A return message was to be sent by {DueOn:yyyy-MM-dd} and has not left.",
        "contradicting-answer" => $"An answer to claim {About} says something else than what the payer decided before, which holds.",
        "message-refused" => $"A message{(About is null ? "" : $" of the type {About}")} has faults and no effect.",
        "message-not-carried" => "The adapter refuses to carry a message to the payer.",
        "unknown-payer-message" => $"A message came from {PayerId}, with whom the install has no agreement; it is kept aside.",
        "notice-refused" => $"Notice {About} about the start or stop of care cannot be rendered as it is.",
        "notice-rejected" => $"The payer rejected notice {About} about the start or stop of care.",
        "adapter-refused" => $"Billing does not use the adapter {Adapter}: {About}",
        _ => $"The adapter {Adapter} is away: {About}",
    };

    public string WhatToDo() => Code switch
    {
        "missing-answer" => "Ask the payer, and fetch or upload the answer.",
        "claim-refused" => "Read the faults of the claim, mend them, and close the month again.",
        "return-overdue" => "Download and send it, and say so at /v1/messages/{id}/_sent.",
        "contradicting-answer" => "Ask the payer which decision was meant, and settle the message.",
        "message-refused" => "Read its faults, tell the payer where they are theirs, and settle the message.",
        "message-not-carried" => "Read its faults; send it by hand and say so, or settle the message.",
        "unknown-payer-message" => "Agree with the payer and add the agreement, or tell the adapter's operator that the message is not for you.",
        "notice-refused" => "Read its faults, mend them, and tell it again at /v1/notices/{id}/_try-again.",
        "notice-rejected" => "Read the payer's remarks, mend what they are about, and tell it again at /v1/notices/{id}/_try-again.",
        "adapter-refused" => "Install an adapter that fits, or mend the agreements; what waits for it goes on by itself.",
        _ => "Look at the adapter and the way to it; what waits for it goes on by itself.",
    };
}
