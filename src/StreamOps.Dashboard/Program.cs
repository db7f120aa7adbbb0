using StreamOps.Dashboard;

return await DashboardApp.RunAsync(args);
