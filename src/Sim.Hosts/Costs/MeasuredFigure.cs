namespace Sim.Hosts.Costs;

/// <summary>Which number of a cost table's row a constant is made of.</summary>
public enum MeasuredFigure
{
    /// <summary>The mean cycles of an operation.</summary>
    Cycles,

    /// <summary>Mean cycles to load an entry of a page table: those of the walks over the entries that walks read.</summary>
    CyclesPerTableLoad,
}
