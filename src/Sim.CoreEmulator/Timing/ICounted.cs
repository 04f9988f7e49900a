namespace Sim.CoreEmulator.Timing;

/// <summary>A part of a core that counts what it does.</summary>
internal interface ICounted
{
    /// <summary>Adds its counts since it was made; always the same names in the same order.</summary>
    void Count(CounterList counters);
}
