namespace Sim.CoreEmulator.Machines;

/// <summary>Says which hart has its turn, in place of one after the other. Reservations are then its business too: a turn's end leaves them alone.</summary>
internal interface IHartSchedule
{
    /// <summary>Steps, or cycles of waiting, of a turn.</summary>
    long Turn { get; }

    /// <summary>The hart that comes next.</summary>
    int Next();
}
