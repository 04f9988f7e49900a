namespace Sim.Validation.Memory;

/// <summary>Pages for KSM, and how it is to go about them.</summary>
internal sealed record KsmMix(string Name, int Passes)
{
    public int PagesToScan { get; init; } = 100;

    public int SleepMs { get; init; } = 20;

    public bool SmartScan { get; init; } = true;

    public bool ZeroPages { get; init; }

    /// <summary>Pages of zeros.</summary>
    public int Zero { get; init; }

    /// <summary>Different contents, of each of which there are some copies.</summary>
    public int Groups { get; init; }

    public int Copies { get; init; }

    /// <summary>Pages like no other.</summary>
    public int Unique { get; init; }

    /// <summary>Pages that change all the time.</summary>
    public int Volatile { get; init; }

    public int Pages => Zero + (Groups * Copies) + Unique + Volatile;

    public override string ToString() => Name;
}
