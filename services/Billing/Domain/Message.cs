using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>Received messages come from a payer; sent ones are made for a payer, and the adapter or people carry them.</summary>
public enum MessageDirection { Received, Sent }

public enum MessageContent { Unknown, Assignment, Answer, Other, Return, Claim, Notice, Request, RequestAnswer }

/// <summary>
/// stored: not read yet, or nothing to read; taken: it had its effect; refused: it has faults and no effect; repeated: its effect
/// was there already; contradicting: it says something else than what was taken before, which holds; aside: no agreement names who
/// sent it, and it is read once one does.
/// </summary>
public enum MessageState { Stored, Taken, Refused, Repeated, Contradicting, Aside }

/// <summary>A message from or for a payer. Its exact bytes are stored, encrypted, before anything else happens.</summary>
internal sealed class Message
{
    public Guid Id { get; init; }
    public required string PayerId { get; init; }
    public MessageDirection Direction { get; init; }
    public MessageContent Kind { get; private set; }
    public MessageState State { get; private set; }

    /// <summary>For what we send: when it left; null while it waits.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>For what we owe a payer: the last day on which it is in time.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>When somebody of the back office had dealt with what was wrong with it.</summary>
    public DateTimeOffset? SettledAt { get; set; }
    public string? Type { get; private set; }
    public string? PayerReference { get; private set; }
    public string? ReturnReference { get; init; }
    public required string Name { get; init; }
    public required string MediaType { get; init; }
    public required byte[] Sha256 { get; init; }
    public int Size { get; init; }
    public DateOnly RecordedOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public IReadOnlyList<Fault> Faults { get; private set; } = [];
    public Guid? ReturnMessageId { get; set; }
    public Guid? ClaimId { get; set; }

    public static Message Sent(string payerId, MessageContent kind, Document document, Guid? claimId, DateOnly today, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PayerId = payerId,
        Direction = MessageDirection.Sent,
        Kind = kind,
        ClaimId = claimId,
        Name = document.Name,
        MediaType = document.MediaType,
        Sha256 = Convert.FromHexString(document.Sha256),
        Size = document.Content.Length,
        RecordedOn = today,
        RecordedAt = now,
    };

    public static Message Received(string payerId, string mediaType, byte[] content, byte[] sha256, string reference, bool aside, DateOnly today, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PayerId = payerId,
        Direction = MessageDirection.Received,
        State = aside ? MessageState.Aside : MessageState.Stored,
        Name = $"received-{reference}",
        MediaType = mediaType,
        ReturnReference = reference,
        Sha256 = sha256,
        Size = content.Length,
        RecordedOn = today,
        RecordedAt = now,
    };

    /// <summary>An agreement names its payer now, so it can be read.</summary>
    public void NoLongerAside() => State = MessageState.Stored;

    public void Left(DateTimeOffset now) => (SentAt, State, Faults) = (now, MessageState.Stored, []);

    public void Identified(MessageIdentity identity) => (Kind, Type, PayerReference) = (identity.Kind switch
    {
        MessageKind.Assignment => MessageContent.Assignment,
        MessageKind.Answer => MessageContent.Answer,
        MessageKind.Return => MessageContent.Return,
        MessageKind.RequestAnswer => MessageContent.RequestAnswer,
        _ => MessageContent.Other,
    }, identity.Type, identity.Reference);

    public void Read(MessageState outcome, params IReadOnlyList<Fault> faults) => (State, Faults) = (outcome, faults);
}

/// <summary>The exact bytes of a message, encrypted.</summary>
internal sealed record StoredContent(Guid MessageId, byte[] Encrypted);

/// <summary>Whom a message is about, by pseudonym; so that who reads it is entered in their access log.</summary>
internal sealed record MessageSubject(Guid MessageId, string IdentifierHash);

/// <summary>Somebody read a message about a client who was not admitted yet; entered in their access log once they are.</summary>
internal sealed record WaitingAccess(Guid Id, string IdentifierHash, Guid PersonId, string Kind, DateTimeOffset At);

/// <summary>A client and the pseudonym under which payers' messages find them.</summary>
internal sealed record KnownClient(Guid ClientId, string IdentifierHash, long Version);

internal enum AnswerEffect { Taken, Repeated, Contradicting }

/// <summary>What one answer said about one line, and what came of it.</summary>
internal sealed record LineAnswer(Guid MessageId, Guid ClaimLineId, LineOutcome Outcome, long AmountMinor, AnswerEffect Effect);
