namespace Sim.Experiments.Validation;

/// <summary>One number that a <see cref="Study"/> finds and that is known from elsewhere.</summary>
/// <param name="Name">What it is, and its unit: <c>longest gap ms</c>.</param>
/// <param name="Expected">The value from outside, or the bound; not zero.</param>
/// <param name="TolerancePct">How far Sim may be off, in percent of it; written down before the first run.</param>
/// <param name="Source">Where the value comes from.</param>
/// <param name="IsBound">Whether Sim must only not be above <paramref name="Expected"/>.</param>
/// <param name="Reason">Why it misses, where it does; written down when that became known.</param>
internal sealed record StudyMeasure(string Name, double Expected, double TolerancePct, string Source, bool IsBound = false, string Reason = "")
{
    /// <summary>Judges what was found.</summary>
    /// <param name="study">The study's name, with which the row begins.</param>
    /// <param name="found">Sim's value.</param>
    /// <param name="remark">What the run itself has to say about a miss; empty: nothing.</param>
    public ValidationCase Judge(string study, double found, string remark)
    {
        ValidationCase judged = new()
        {
            Name = $"{study}: {Name}",
            Expected = Expected,
            Found = found,
            TolerancePct = TolerancePct,
            Verdict = Verdict.Ok,
            Source = Source,
        };
        bool met = IsBound ? judged.ErrorPct <= TolerancePct : System.Math.Abs(judged.ErrorPct) <= TolerancePct;
        return met ? judged : judged with { Verdict = Verdict.Miss, Reason = Why(remark) };
    }

    private string Why(string remark) => (Reason.Length > 0, remark.Length > 0) switch
    {
        (true, true) => $"{Reason}; {remark}",
        (true, false) => Reason,
        (false, true) => remark,
        _ => "outside the tolerance",
    };
}
