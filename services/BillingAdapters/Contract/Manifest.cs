namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>What an adapter is and can do. Does not change while its process runs.</summary>
/// <param name="Name">Kebab-case and stable, such as <c>nl-wmo</c>.</param>
/// <param name="Version">Version of the adapter itself.</param>
/// <param name="ContractVersion">The version of this contract that it implements.</param>
/// <param name="PayerSchemes">How the payers that it serves are identified.</param>
/// <param name="SenderSchemes">How the organisation that claims is identified towards them.</param>
/// <param name="ClientSchemes">Which identifiers of a client a claim must name: all of these and no other.</param>
/// <param name="Capabilities">Billing uses no operation of a capability that is false.</param>
/// <param name="Deadlines">Nobody reminds billing; it watches these itself.</param>
/// <param name="Currencies">ISO 4217 codes.</param>
/// <param name="Units">The units that these payers know.</param>
/// <param name="Numbering">The form of the numbers that billing gives.</param>
/// <param name="Limits">In bytes.</param>
/// <param name="Facts">What else about a client the documents name; null: nothing.</param>
public sealed record Manifest(
    string Name,
    string Version,
    string ContractVersion,
    IReadOnlyList<IdentifierScheme> PayerSchemes,
    IReadOnlyList<IdentifierScheme> SenderSchemes,
    IReadOnlyList<IdentifierScheme> ClientSchemes,
    Capabilities Capabilities,
    Deadlines Deadlines,
    IReadOnlyList<string> Currencies,
    IReadOnlyList<Unit> Units,
    Numbering Numbering,
    Limits Limits,
    Facts? Facts = null);

/// <summary>What an adapter can do.</summary>
/// <param name="Assignments">Payers assign care by message.</param>
/// <param name="Notices">Payers expect notices of the start and the stop of care.</param>
/// <param name="Corrections">A wrong line is corrected by a credit that names it, then a new debit.</param>
/// <param name="AsynchronousAnswers">The answer to a claim is a message that comes later.</param>
/// <param name="Transport">The adapter carries messages itself; otherwise people upload and download them.</param>
/// <param name="Requests">The provider can ask for care to be assigned, or for a change of it; null: no.</param>
/// <param name="Adjustments">A wrong line is corrected by a line with the difference, which names it; null: no.</param>
public sealed record Capabilities(
    bool Assignments, bool Notices, bool Corrections, bool AsynchronousAnswers, bool Transport, bool? Requests = null, bool? Adjustments = null);

/// <summary>Facts that documents name beside the identifiers of a client. Billing sends these and no other.</summary>
/// <param name="Claims">In a claim.</param>
/// <param name="Notices">In a notice of start or stop.</param>
/// <param name="Requests">In a request.</param>
public sealed record Facts(IReadOnlyList<Fact> Claims, IReadOnlyList<Fact> Notices, IReadOnlyList<Fact> Requests);

/// <summary>Facts about a client; those that <see cref="Manifest.Facts"/> names.</summary>
/// <param name="FamilyName">With its prefix.</param>
/// <param name="Initials">With dots.</param>
/// <param name="DateOfBirth">A date without time zone.</param>
/// <param name="Sex">As the population register has it.</param>
public sealed record Person(string? FamilyName = null, string? Initials = null, DateOnly? DateOfBirth = null, Sex? Sex = null);

/// <summary>In working days of the payer's country, after the day of receipt.</summary>
/// <param name="ReturnMessage">Within how many days a return message must have been sent.</param>
/// <param name="ClaimAnswer">Within how many days a claim is answered; null where the answer is immediate.</param>
public sealed record Deadlines(int ReturnMessage, int? ClaimAnswer = null);

/// <summary>The form of the numbers that billing gives. Each is used once by a sender, for ever.</summary>
/// <param name="ClaimNumber">Of a claim.</param>
/// <param name="LineReference">Of a line of a claim.</param>
/// <param name="ReturnReference">Of a return message.</param>
/// <param name="MessageReference">Of a notice or a request; null: the form of <paramref name="ReturnReference"/>.</param>
public sealed record Numbering(NumberForm ClaimNumber, NumberForm LineReference, NumberForm ReturnReference, NumberForm? MessageReference = null);

/// <summary>The form of a number.</summary>
/// <param name="MaxLength">In characters.</param>
/// <param name="Pattern">Regular expression (ECMA 262) that the whole matches.</param>
public sealed record NumberForm(int MaxLength, string Pattern);

/// <summary>Sizes, in bytes.</summary>
/// <param name="MessageBytes">Largest message of a payer that is read, before base64.</param>
/// <param name="RequestBytes">Largest body of a request.</param>
/// <param name="DocumentBytes">Largest document that a payer accepts; a claim that would become larger is refused.</param>
public sealed record Limits(long MessageBytes, long RequestBytes, long DocumentBytes);
