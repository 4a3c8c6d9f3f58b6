using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>Why a municipality rejects a request (WJ759), in words.</summary>
internal static class RejectionReasons
{
    public static AnswerCode Explain(string code) => code switch
    {
        "1" => new(code, "This is no change but a new request.", "Ask for the care as new care.", true),
        "2" => new(code, "It does not fit in the budget.", "Ask for less, or speak with the municipality.", true),
        "3" => new(code, "There is no contract.", "Check whether the organisation has a contract with this municipality.", false),
        "4" => new(code, "It does not fit in the contract.", "Ask for what the contract has.", true),
        "5" => new(code, "Another municipality is responsible.", "Find out which, and ask there.", false),
        "6" => new(code, "The same care is assigned already.", "Ask for a change of what is assigned.", true),
        "7" => new(code, "The municipality does not think this is the care that the client needs.", "Speak with the municipality and with the client.", true),
        "8" => new(code, "Another municipality is responsible, by where the client lives.", "Find out which, and ask there.", false),
        _ => new(code, "The client has reached the age at which this care ends.", "Find out who is responsible now.", false),
    };
}
