namespace Sim.Hosts.Memory.Sharing;

/// <summary>The pages that <see cref="Ksm"/> scans, in one of the two fidelities.</summary>
internal interface IKsmPages
{
    /// <summary>Whether batches must be scanned one by one.</summary>
    bool IsExact { get; }

    /// <summary>Pages left out so far.</summary>
    double Skipped { get; }

    /// <summary>Machine pages that several map, the page of zeros not among them.</summary>
    double Shared { get; }

    /// <summary>Guest pages that map them, all but one for each.</summary>
    double Sharing { get; }

    /// <summary>Pages that have been compared but are like no other.</summary>
    double Unshared { get; }

    /// <summary>Pages that the scanner knows.</summary>
    double Items { get; }

    /// <summary>Pages mapped to the kernel's page of zeros.</summary>
    double Zeros { get; }

    /// <summary>Scans on, to the end of the pass at most.</summary>
    KsmScan Scan(double pages);
}
