namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>Whether a control and status register may be accessed now.</summary>
internal enum CsrAccess
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>It raises an illegal-instruction exception.</summary>
    Illegal,

    /// <summary>It raises a virtual-instruction exception: a hypervisor could have allowed it.</summary>
    Virtual,
}
