using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>Return codes (WJ001) in words, and what can be done about them.</summary>
internal static class ReturnCodes
{
    public const string NoRemark = "0200";
    public const string NotJudged = "0233";
    public const string GrantedWhole = "8001";

    private static readonly Dictionary<string, AnswerCode> Known = new AnswerCode[]
    {
        new("0001", "The message was refused for technical reasons and counts as never sent.",
            "Ask the municipality which rule it broke, correct it, and send the claim again under new numbers.", true),
        new(NoRemark, "There is no remark about this part.", "Nothing needs to be done.", false),
        new(NotJudged, "This line was not judged, because of a fault in the record above it.",
            "Correct what is wrong about the client, and claim the line again under a new reference.", true),
        new("0611", "The rate is not the one in the contract.", "Compare the agreement with the contract, correct the rate, and claim again.", true),
        new(GrantedWhole, "The claim was granted in full.", "Nothing needs to be done.", false),
        new("8017", "The municipality knows no debit that this credit takes back.",
            "Check which line was granted; a line that was rejected is never credited.", true),
        new("8021", "The reference of this line was used before.", "Check whether the line was already answered; if not, claim it again under a new reference.", true),
        new("8187", "The line does not belong to this client.", "Check the client's number and the number of the assignment, and claim again.", true),
        new("8214", "The period of the claim does not follow the previous one, though care was delivered in between.",
            "Claim the missing month first, then this one again.", true),
        new("8848", "The date lies in the future.", "Send it again with today's date, under new numbers.", true),
        new("9056", "The identification of the message was used before.", "Check whether the message was already answered; if not, send it again under a new number.", true),
        new("9307", "The period starts before the assignment.",
            "Compare the assignment with the municipality's; ask for another first day, or claim only the days that are assigned.", true),
        new("9308", "The period ends after the assignment.",
            "The municipality may have ended the assignment; ask for its latest version, and claim the days up to its end or ask to extend it.", true),
        new("9319", "The period lies outside the period of the claim.", "Claim it in the claim of its own month or of a later one.", true),
        new("9321", "The volume is more than the assignment allows in this period.",
            "Claim what is allowed, and ask the municipality for a larger assignment if the client needs it.", true),
        new("9322", "All volumes together are more than the assignment allows.",
            "Claim what is left, and ask the municipality for a larger assignment if the client needs it.", true),
        new("9333", "The number of the claim was used before.", "Check whether the claim was already answered; if not, send it again under a new number.", true),
        new("9338", "The municipality knows no assignment of this number.", "Check the number; ask the municipality to send the assignment again.", true),
        new("9339", "The category is not that of the assignment.", "Claim under the category that was assigned.", true),
        new("9340", "The product is not that of the assignment.", "Claim the product that was assigned, or ask for another assignment.", true),
        new("9341", "The unit does not go with that of the assignment.", "Claim in the unit that was assigned.", true),
        new("9346", "The amount is not the volume times the rate.", "Correct the amount, and claim again.", true),
        new("9369", "All lines together are more than the budget of the assignment.", "Claim what is left of the budget, or ask the municipality for more.", true),
        new("9384", "The assignment was deleted.", "Ask the municipality why; it may have sent another assignment in its place.", true),
        new("9387", "The period does not start on the first day of the month or of the assignment.", "Correct the first day, and claim again.", true),
        new("9388", "The period does not end on the last day of the month or of the assignment.",
            "Correct the last day, and claim again; the municipality may have ended the assignment earlier.", true),
        new("9389", "This product was already claimed for this period.", "Credit the earlier line first if it was wrong, then claim again.", true),
        new("9390", "This line was already credited.", "Nothing needs to be done: it can be credited only once.", false),
        new("9019", "The municipality knows no assignment that this belongs to.", "Check the number; ask the municipality to send the assignment again.", true),
        new("9063", "What is withdrawn was never received.", "Check what was sent; nothing needs to be withdrawn.", false),
        new("9069", "The municipality knows no start that this stop belongs to.", "Check the number and the first day, or send the start first.", true),
        new("9071", "The start cannot be withdrawn, because the care has stopped.", "Withdraw the stop first.", true),
        new("9074", "The same was received before.", "Nothing needs to be done, unless it should have been another.", false),
        new("9326", "The care has started already and has not stopped.", "Send the stop first, or nothing.", true),
        new("9332", "The number of the assignment is not unique.", "Ask the municipality to send the assignment under another number.", false),
        new("9347", "The reference of the request was used before.", "Send the request again under a new reference.", true),
        new("9349", "The change does not name everything that is assigned.", "Name every assignment that holds, changed or not.", true),
        new("9350", "What should stay as it is, is not assigned now.", "Check the number; leave out what has ended.", true),
        new("9351", "What should change is not assigned now.", "Check the number; ask for new care if the assignment has ended.", true),
        new("9355", "The answer names a request that was never received.", "Ask the municipality which request it means.", false),
        new("9357", "The change begins in the past, but not where the assignment begins.", "Ask for a day that lies ahead, or for the first day of the assignment.", true),
        new("9359", "The request was answered by an assignment before.", "Ask the municipality which of the two holds.", false),
        new("9360", "The request was said to be looked into before.", "Nothing needs to be done.", false),
        new("9361", "The same product is asked for twice for the same days.", "Correct the days, and ask again.", true),
        new("9365", "The request was answered before.", "Ask the municipality which of the answers holds.", false),
        new("9366", "A reference in the answer is not in the claim.", "Ask the municipality to send the answer again.", false),
        new("9367", "A value in the answer is not that of the claim.", "Ask the municipality to send the answer again.", false),
        new("9373", "A change of the budget must begin where the assignment begins.", "Ask for it from the first day of the assignment.", true),
        new("9374", "Another request for this client waits for an answer.", "Wait for that answer, and ask again.", true),
        new("9375", "The assignment has no product, so no volume can be asked for.", "Ask for another budget instead.", true),
        new("9379", "The reference of a request stands with an assignment that it does not belong to.", "Ask the municipality which request it means.", false),
        new("9385", "Lines of the assignment were granted, so it cannot be deleted.", "Ask the municipality to end it instead.", false),
        new("9411", "The assignment has a product, so a volume must be asked for.", "Say the volume, and ask again.", true),
        new("9412", "The assignment has no product, so no volume can be asked for.", "Leave the volume out, and ask again.", true),
        new("9413", "The care is paused already.", "Send a start, or a final stop.", true),
        new("9414", "The care stopped later, by an earlier message.", "Withdraw that stop first.", true),
        new("9415", "The care was stopped for good before.", "Withdraw that stop first.", true),
        new("S300", "The municipality's code is not on the national list.", "Check which municipality is responsible for the client.", true),
        new("S329", "The product does not belong to the category.", "Check the product list that was agreed with the municipality, and claim again.", true),
    }.ToDictionary(code => code.Code);

    public static AnswerCode Explain(string code) => Known.GetValueOrDefault(code)
        ?? new(code, "The municipality answers with a code that is not known here.", "Ask the municipality what it means.", false);
}
