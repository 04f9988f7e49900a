namespace Sim.Hosts.Guests;

/// <summary>How spans vary around their mean.</summary>
public enum Spread
{
    /// <summary>They do not.</summary>
    Constant,

    /// <summary>Exponentially: coefficient of variation 1.</summary>
    Exponential,

    /// <summary>Log-normally with coefficient of variation 2: many short, few long.</summary>
    LogNormal,
}
