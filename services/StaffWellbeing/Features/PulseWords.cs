namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>What the page says, in the languages of the first installs.</summary>
internal sealed record PulseWords(
    string Language, string Title, string Lowest, string Highest, string Send, string Promise, string Thanks, string Unknown, string Used, string Incomplete)
{
    private static readonly PulseWords[] All =
    [
        new("nl", "Hoe gaat het?", "helemaal niet", "heel erg", "Verstuur",
            "Je antwoord wordt alleen opgeteld. Niemand kan zien wie wat antwoordde; je team ziet na de maand een afgerond gemiddelde, en alleen van vijf of meer antwoorden.",
            "Dank je wel", "Deze link werkt niet, of de maand is voorbij.", "Deze link is al gebruikt; hij werkt één keer.", "Beantwoord alle vragen: ga terug en kies bij elke vraag een getal."),
        new("en", "How are you?", "not at all", "very much", "Send",
            "Your answer is only added up. Nobody can see who answered what; after the month your team sees a rounded average, and only of five answers or more.",
            "Thank you", "This link does not work, or the month is over.", "This link was used already; it works once.", "Answer every question: go back and choose a number for each."),
        new("sv", "Hur mår du?", "inte alls", "väldigt mycket", "Skicka",
            "Ditt svar läggs bara ihop med de andra. Ingen kan se vem som svarade vad; efter månaden ser ditt team ett avrundat medelvärde, och bara av fem svar eller fler.",
            "Tack", "Länken fungerar inte, eller månaden är slut.", "Länken är redan använd; den fungerar en gång.", "Svara på alla frågor: gå tillbaka och välj en siffra för varje."),
    ];

    public static readonly string[] Languages = Array.ConvertAll(All, words => words.Language);

    /// <summary>The language of the browser that we speak best, Dutch otherwise.</summary>
    public static PulseWords For(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => Array.Find(All, words => language.Value.StartsWith(words.Language, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(words => words is not null) ?? All[0];

    /// <summary>A question in this language, or else in the first of ours that it has.</summary>
    public string Of(Dictionary<string, string> question) => question[Languages.Prepend(Language).First(question.ContainsKey)];
}
