namespace Sim.Hosts.Memory.Translation;

/// <summary>How guest addresses become machine addresses.</summary>
public enum TranslationMode
{
    /// <summary>No hypervisor: the page tables of the operating system are walked.</summary>
    Native,

    /// <summary>EPT or NPT: the hardware walks the guest's tables, and the host's for each step of that.</summary>
    Nested,

    /// <summary>Shadow page tables: walked like native ones, but the hypervisor keeps them, by traps.</summary>
    Shadow,
}
