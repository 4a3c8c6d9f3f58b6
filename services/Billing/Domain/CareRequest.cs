using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>
/// made: its exact bytes are stored, to be sent; returned: the payer took it; under-examination: the payer looks into it; rejected: not taken, or no;
/// granted: an authorisation came that fits.
/// </summary>
public enum RequestState { Made, Returned, UnderExamination, Rejected, Granted }

/// <summary>The provider asks a payer for care to be assigned to a client, or for a change of it. What was remarked stands in the document only.</summary>
internal sealed class CareRequest : ISent
{
    public Guid Id { get; init; }
    public required string PayerId { get; init; }
    public Guid ClientId { get; init; }
    public RequestKind Kind { get; init; }
    public RequestReason? Reason { get; init; }
    public Referrer? Referrer { get; init; }
    public required string Reference { get; init; }
    public required string RequestReference { get; init; }
    public required IReadOnlyList<RequestedProduct> Products { get; init; }
    public DateOnly IssuedOn { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public Guid DocumentId { get; init; }
    public RequestState State { get; private set; }
    public ReturnOutcome? Return { get; private set; }
    public Guid? ReturnedBy { get; private set; }
    public Guid? AnsweredBy { get; private set; }
    public Guid? AuthorisationId { get; private set; }
    public IReadOnlyList<AnswerCode> Codes { get; private set; } = [];
    public long Version { get; private set; } = 1;

    public bool IsOpen => State is RequestState.Made or RequestState.Returned or RequestState.UnderExamination;

    public IReadOnlyList<string> AssignmentNumbers => [.. Products.Select(product => product.AssignmentNumber).OfType<string>()];

    /// <summary>The first return holds. That it comes after an answer changes no more than that it came.</summary>
    public MessageState Returned(ReturnRead answer, Guid messageId)
    {
        if (Return is not null) return Return == answer.Outcome ? MessageState.Repeated : MessageState.Contradicting;
        (Return, ReturnedBy, Version) = (answer.Outcome, messageId, Version + 1);
        if (answer.Outcome is ReturnOutcome.Rejected && State is not RequestState.Made) return MessageState.Contradicting;
        if (answer.Outcome is ReturnOutcome.Rejected) (State, Codes) = (RequestState.Rejected, [.. answer.Codes, .. answer.Items.SelectMany(item => item.Codes)]);
        else if (State is RequestState.Made) State = RequestState.Returned;
        return MessageState.Taken;
    }

    /// <summary>Messages come in any order: that the payer looks into it is no news once it decided.</summary>
    public MessageState Answered(RequestAnswerRead answer, Guid messageId)
    {
        if (answer.Outcome is RequestOutcome.UnderExamination)
        {
            if (State is not (RequestState.Made or RequestState.Returned)) return MessageState.Repeated;
            (State, AnsweredBy, Version) = (RequestState.UnderExamination, messageId, Version + 1);
            return MessageState.Taken;
        }
        if (!IsOpen) return State is RequestState.Rejected ? MessageState.Repeated : MessageState.Contradicting;
        (State, AnsweredBy, Codes, Version) = (RequestState.Rejected, messageId, answer.Codes, Version + 1);
        return MessageState.Taken;
    }

    public void Granted(Guid authorisationId) => (State, AuthorisationId, Version) = (RequestState.Granted, authorisationId, Version + 1);

    /// <summary>
    /// A payer's message of assignments does not say which request it answers. So what fits is what became known after the request, is for a product that was
    /// asked for, under its number where there is one, and has a day in common with the period that was asked for.
    /// </summary>
    public bool IsGrantedBy(Authorisation authorisation) => IsOpen && !authorisation.Withdrawn && authorisation.PayerId == PayerId && authorisation.RecordedAt >= MadeAt &&
        Products.Any(product => product.Change is not ProductChange.Unchanged && Fits(product, authorisation));

    private static bool Fits(RequestedProduct asked, Authorisation given) =>
        (asked.AssignmentNumber is null || asked.AssignmentNumber == given.Number) &&
        (asked.Product?.Category is null || given.Category is null || asked.Product.Category == given.Category) &&
        (asked.Product?.Code is null || given.Code is null || asked.Product.Code == given.Code) &&
        (asked.Until is null || given.From <= asked.Until) && (given.Until is null || asked.From is null || asked.From <= given.Until);
}
