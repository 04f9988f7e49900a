namespace Sim.Hosts.Memory.Guests;

/// <summary>How a working set is used: what part of the accesses misses when only a part of it is resident.</summary>
public enum MissCurveShape
{
    /// <summary>All pages alike: 1 - x.</summary>
    Linear,

    /// <summary>(1 - x) / (1 + c x): a hot core and a long tail.</summary>
    Hyperbolic,

    /// <summary>Accesses by rank with weights 1 / rank^c.</summary>
    Zipf,

    /// <summary>All pages in turn: under LRU everything misses as soon as one page is short.</summary>
    Step,

    /// <summary>Points that are given.</summary>
    Table,
}
