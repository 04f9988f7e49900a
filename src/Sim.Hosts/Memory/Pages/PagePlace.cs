namespace Sim.Hosts.Memory.Pages;

/// <summary>Where a guest page is; every one is in exactly one place.</summary>
public enum PagePlace
{
    /// <summary>Nothing backs it.</summary>
    Untouched,

    /// <summary>A machine page of its own.</summary>
    Own,

    /// <summary>A machine page that other guest pages may map too.</summary>
    Shared,

    /// <summary>The host's swap.</summary>
    Swapped,

    /// <summary>The compression cache.</summary>
    Compressed,

    /// <summary>Its frame is in the balloon; what the guest had in it, if anything, is on the guest's own swap or in a file.</summary>
    Ballooned,
}
